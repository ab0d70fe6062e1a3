"""Examples of the reader for exceptions with their stacks."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "a mistake in Python",
        pasted="ERROR: Exception in ASGI application\nTraceback (most recent call last):\n"
        '  File "/usr/lib/python3.11/site-packages/starlette/routing.py", line 66, in app\n'
        "    response = await func(request)\n"
        '  File "/app/orders/views.py", line 41, in total\n    return sum(o.price for o in orders)\n'
        "TypeError: 'NoneType' object is not iterable\n",
        finds=("app.bug",),
        source="made after a traceback of Python 3.11",
    ),
    Example(
        "a variable of the environment",
        pasted="Traceback (most recent call last):\n"
        '  File "/app/settings.py", line 12, in <module>\n    url = os.environ["DATABASE_URL"]\n'
        "  File \"<frozen os>\", line 679, in __getitem__\nKeyError: 'DATABASE_URL'\n",
        finds=("config.env_missing",),
        source="run: Python 3.11",
    ),
    Example(
        "the first of a chain decides",
        pasted="Traceback (most recent call last):\n"
        '  File "/app/db.py", line 7, in connect\n    sock.connect(address)\n'
        "ConnectionRefusedError: [Errno 111] Connection refused\n\n"
        "During handling of the above exception, another exception occurred:\n\n"
        "Traceback (most recent call last):\n"
        '  File "/app/main.py", line 3, in <module>\n    start()\n'
        "AttributeError: 'NoneType' object has no attribute 'close'\n",
        finds=("tcp.refused",),
        source="made after a traceback of Python 3.11",
    ),
    Example(
        "a number that is none, from the environment",
        pasted="Traceback (most recent call last):\n"
        '  File "/app/settings.py", line 9, in <module>\n    PORT = int(os.environ["APP_PORT"])\n'
        "ValueError: invalid literal for int() with base 10: '8080 # port'\n",
        finds=("config.value_malformed",),
        source="run: Python 3.11",
    ),
    Example(
        "Java: the last cause decides",
        pasted="org.springframework.web.util.NestedServletException: Request processing failed\n"
        "        at "
        "org.springframework.web.servlet.FrameworkServlet.processRequest(FrameworkServlet.java:1014)\n"
        "        ... 33 more\n"
        "Caused by: java.lang.NullPointerException\n"
        "        at com.example.orders.OrderService.total(OrderService.java:87)\n        ... 40 more\n",
        finds=("app.bug",),
        source="made after a stack of Java 17",
    ),
    Example(
        "Java: a refused connection below",
        pasted='Exception in thread "main" java.lang.IllegalStateException: cannot start\n'
        "        at com.example.Main.main(Main.java:12)\n"
        "Caused by: java.net.ConnectException: Connection refused\n"
        "        at java.base/sun.nio.ch.Net.pollConnect(Native Method)\n        ... 3 more\n",
        finds=("tcp.refused",),
        source="made after a stack of Java 17",
    ),
    Example(
        "Node",
        pasted="TypeError: Cannot read properties of undefined (reading 'id')\n"
        "    at getOrder (/app/src/orders.js:17:22)\n    at process.processTicksAndRejections "
        "(node:internal/process/task_queues:95:5)\n",
        finds=("app.bug",),
        source="made after a stack of Node 20",
    ),
    Example(
        "Go, cut off",
        pasted="panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\n"
        "main.total(...)\n        /app/main.go:21\n",
        finds=("app.bug",),
        source="doc: Go, runtime panics",
    ),
    Example(
        ".NET",
        pasted="Unhandled exception. System.InvalidOperationException: it failed\n"
        " ---> System.NullReferenceException: Object reference not set to an instance of an object.\n"
        "   at Shop.Orders.Total() in /src/Shop/Orders.cs:line 41\n   --- End of inner exception stack "
        "trace ---\n",
        finds=("app.bug",),
        source="made after a stack of .NET 8",
    ),
    Example(
        "an exception of the app's own, of which nothing else is known",
        pasted='Traceback (most recent call last):\n  File "/app/shop/orders.py", line 12, in total\n'
        "    raise OrderRejected(order)\nshop.errors.OrderRejected: order 7 has no lines\n",
        finds=("app.bug",),
        source="made after a stack of Python 3.11",
    ),
    Example(
        "a stack in a record of a log: it was caught, and alone it decides nothing",
        pasted="2026-11-26 08:00:01 ERROR [worker-1] c.a.Orders : order 7 put back\n"
        "com.acme.OrderRejectedException: order 7 has no lines\n\tat com.acme.Orders.total(Orders.java:41)\n"
        "\tat com.acme.Worker.run(Worker.java:9)\n",
        finds=(),
        source="made after a log of Spring Boot",
    ),
    Example(
        "Ruby, and a frame of it",
        pasted="app.rb:3:in 'total': undefined method 'price' for nil (NoMethodError)\n        from "
        "app.rb:7:in '<main>'\n",
        finds=("app.bug",),
        source="doc: Ruby 3.4, NoMethodError",
    ),
)
