import java.util.logging.Level;
import java.util.logging.Logger;

public class Logging {
    public static void main(String[] args) {
        Logger log = Logger.getLogger("acme");
        log.info("started");
        log.warning("slow");
        try {
            try {
                throw new java.io.IOException("inner");
            } catch (Exception e) {
                throw new IllegalStateException("outer", e);
            }
        } catch (Exception e) {
            log.log(Level.SEVERE, "refused", e);
        }
        log.info("ended");
    }
}
