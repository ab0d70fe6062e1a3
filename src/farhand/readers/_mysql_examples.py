"""Examples of what MySQL and MariaDB say of themselves."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "two writers are held up by a session that sleeps in its transaction",
        pasted="root@db:~# mysql -t -e 'show full processlist'\n"
        "+----+------+-----------+------+---------+------+------------+--------------------------"
        "-------------+----------+\n"
        "| Id | User | Host      | db   | Command | Time | State      | Info                     "
        "             | Progress |\n"
        "+----+------+-----------+------+---------+------+------------+--------------------------"
        "-------------+----------+\n"
        "|  5 | root | localhost | NULL | Sleep   |    6 |            | NULL                     "
        "             |    0.000 |\n"
        "|  7 | root | localhost | NULL | Query   |    2 | Updating   | update shop.orders set v="
        "1 where id=1 |    0.000 |\n"
        "|  8 | root | localhost | NULL | Query   |    5 | Updating   | update shop.orders set v="
        "8 where id=1 |    0.000 |\n"
        "|  9 | root | localhost | NULL | Query   |    0 | starting   | show full processlist    "
        "             |    0.000 |\n"
        "+----+------+-----------+------+---------+------+------------+--------------------------"
        "-------------+----------+\n",
        finds=("mysql.locks",),
        source="run: MariaDB 10.11, show full processlist, one line left out",
    ),
    Example(
        "a metadata lock",
        pasted="+----+------+-----------+------+---------+------+---------------------------------+-----"
        "-----------------------+\n"
        "| Id | User | Host      | db   | Command | Time | State                           | Info"
        "                       |\n"
        "+----+------+-----------+------+---------+------+---------------------------------+-----"
        "-----------------------+\n"
        "|  5 | root | localhost | shop | Sleep   |  340 |                                 | NULL"
        "                       |\n"
        "|  8 | root | localhost | shop | Query   |  310 | Waiting for table metadata lock | alte"
        "r table orders add x i |\n"
        "|  9 | app  | 10.0.0.4  | shop | Query   |  300 | Waiting for table metadata lock | sele"
        "ct * from orders       |\n",
        finds=("mysql.locks",),
        source="made after show processlist of MySQL 8, cut off",
    ),
    Example(
        "a statement that has run for minutes",
        pasted="*************************** 1. row ***************************\n"
        "      Id: 6\n"
        "    User: app\n"
        "    Host: 10.0.0.4:51022\n"
        "      db: shop\n"
        " Command: Query\n"
        "    Time: 214\n"
        "   State: Sending data\n"
        "    Info: select * from orders o join items i\n"
        "*************************** 2. row ***************************\n"
        "      Id: 11\n"
        "    User: root\n"
        "    Host: localhost\n"
        "      db: NULL\n"
        " Command: Query\n"
        "    Time: 0\n"
        "   State: starting\n"
        "    Info: show processlist\n",
        finds=("db.slow_query",),
        source="made after show processlist \\G of MariaDB 10.11",
    ),
    Example(
        "nothing but sleeping sessions",
        pasted="+----+------+-----------+------+---------+------+----------+------------------+---------"
        "-+\n"
        "| Id | User | Host      | db   | Command | Time | State    | Info             | Progress"
        " |\n"
        "+----+------+-----------+------+---------+------+----------+------------------+---------"
        "-+\n"
        "|  3 | root | localhost | shop | Sleep   |  812 |          | NULL             |    0.000"
        " |\n"
        "|  4 | root | localhost | NULL | Query   |    0 | starting | show processlist |    0.000"
        " |\n"
        "+----+------+-----------+------+---------+------+----------+------------------+---------"
        "-+\n",
        outcome="healthy",
        source="run: MariaDB 10.11, one line added",
    ),
    Example(
        "there is room",
        pasted="+-------------------+-------+\n"
        "| Variable_name     | Value |\n"
        "+-------------------+-------+\n"
        "| Threads_cached    | 0     |\n"
        "| Threads_connected | 5     |\n"
        "| Threads_created   | 5     |\n"
        "| Threads_running   | 4     |\n"
        "+-------------------+-------+\n"
        "+-----------------+-------+\n"
        "| Variable_name   | Value |\n"
        "+-----------------+-------+\n"
        "| max_connections | 12    |\n"
        "+-----------------+-------+\n",
        outcome="healthy",
        source="run: MariaDB 10.11, show status and show variables",
    ),
    Example(
        "the server is full",
        pasted="Variable_name\tValue\n"
        "Threads_connected\t151\n"
        "Threads_running\t3\n"
        "\n"
        "mysql> show variables like 'max_connections';\n"
        "+-----------------+-------+\n"
        "| Variable_name   | Value |\n"
        "+-----------------+-------+\n"
        "| max_connections | 151   |\n"
        "+-----------------+-------+\n",
        finds=("mysql.too_many_connections",),
        source="made after show status of MySQL 8",
    ),
    Example(
        "transactions wait for rows",
        pasted="Status: \n"
        "=====================================\n"
        "2026-11-26 08:19:52 0x7fdcd40566c0 INNODB MONITOR OUTPUT\n"
        "=====================================\n"
        "Per second averages calculated from the last 11 seconds\n"
        "-----------------\n"
        "TRANSACTIONS\n"
        "------------\n"
        "Trx id counter 26\n"
        "Purge done for trx's n:o < 23 undo n:o < 0 state: running but idle\n"
        "History list length 0\n"
        "LIST OF TRANSACTIONS FOR EACH SESSION:\n"
        "---TRANSACTION 25, ACTIVE 5 sec starting index read\n"
        "mysql tables in use 1, locked 1\n"
        "LOCK WAIT 3 lock struct(s), heap size 1128, 2 row lock(s), undo log entries 1\n"
        "MariaDB thread id 7, OS thread handle 140586427270848, query id 13 localhost root Updati"
        "ng\n"
        "update shop.orders set v=1 where id=1\n"
        "------- TRX HAS BEEN WAITING 2056105 us FOR THIS LOCK TO BE GRANTED:\n"
        " 2: len 7; hex 06000001360110; asc     6  ;;\n",
        finds=("mysql.locks",),
        source="run: MariaDB 10.11, show engine innodb status, shortened",
    ),
    Example(
        "a deadlock just now",
        pasted="2026-11-26 08:21:20 0x7fdcd41826c0 INNODB MONITOR OUTPUT\n"
        "=====================================\n"
        "------------------------\n"
        "LATEST DETECTED DEADLOCK\n"
        "------------------------\n"
        "2026-11-26 08:21:18 0x7fdcd41376c0\n"
        "*** (1) TRANSACTION:\n"
        "TRANSACTION 29, ACTIVE 2 sec starting index read\n"
        "LOCK WAIT 3 lock struct(s), heap size 1128, 2 row lock(s), undo log entries 1\n"
        "update shop.orders set v=5 where id=2\n"
        "*** WAITING FOR THIS LOCK TO BE GRANTED:\n"
        "*** (2) TRANSACTION:\n"
        "*** WE ROLL BACK TRANSACTION (1)\n",
        finds=("mysql.locks",),
        source="run: MariaDB 10.11, two updates in opposite order, shortened",
    ),
    Example(
        "InnoDB at rest",
        pasted="2026-11-26 08:21:20 0x7fdcd41826c0 INNODB MONITOR OUTPUT\n"
        "------------\n"
        "TRANSACTIONS\n"
        "------------\n"
        "Trx id counter 33\n"
        "History list length 0\n"
        "---TRANSACTION (0x7fdcd56c5c80), not started\n"
        "0 lock struct(s), heap size 1128, 0 row lock(s)\n"
        "END OF INNODB MONITOR OUTPUT\n",
        outcome="healthy",
        source="run: MariaDB 10.11, shortened",
    ),
    Example(
        "a replica that cannot reach its source",
        pasted="*************************** 1. row ***************************\n"
        "                Slave_IO_State: Connecting to master\n"
        "                   Master_Host: 127.0.0.1\n"
        "                   Master_User: r\n"
        "                   Master_Port: 3999\n"
        "                 Connect_Retry: 60\n"
        "              Slave_IO_Running: Connecting\n"
        "             Slave_SQL_Running: Yes\n"
        "                Master_SSL_Key: \n"
        "         Seconds_Behind_Master: NULL\n"
        " Master_SSL_Verify_Server_Cert: No\n"
        "                 Last_IO_Errno: 2003\n"
        "                 Last_IO_Error: error connecting to master 'r@127.0.0.1:3999' - retry-"
        "time: 60  maximum-retries: 100000  message: Can't connect to server on '127.0.0.1' (1"
        '11 "Connection refused")\n'
        "                Last_SQL_Errno: 0\n"
        "                Last_SQL_Error: \n",
        finds=("db.replication",),
        source="run: MariaDB 10.11, show slave status, its source is down",
    ),
    Example(
        "a replica that keeps up",
        pasted="           Replica_IO_Running: Yes\n"
        "          Replica_SQL_Running: Yes\n"
        "        Seconds_Behind_Source: 0\n"
        "                Last_IO_Errno: 0\n"
        "                Last_IO_Error: \n",
        outcome="healthy",
        source="made after show replica status of MySQL 8",
    ),
    Example(
        "a replica that is behind",
        pasted="             Slave_IO_Running: Yes\n"
        "            Slave_SQL_Running: Yes\n"
        "        Seconds_Behind_Master: 5400\n",
        finds=("db.replication",),
        source="made after show slave status of MariaDB 10.11",
    ),
)
