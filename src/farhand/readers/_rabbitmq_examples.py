"""Examples of what RabbitMQ says of itself."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "no alarm",
        pasted="Status of node rd@localhost ...\n"
        "Runtime\n"
        "\n"
        "OS PID: 32662\n"
        "OS: Linux\n"
        "Uptime (seconds): 22\n"
        "Is under maintenance?: false\n"
        "RabbitMQ version: 3.10.8\n"
        "RabbitMQ release series support status: supported\n"
        "Node name: rd@localhost\n"
        "Erlang configuration: Erlang/OTP 25 [erts-13.1.5] [source] [64-bit] [smp:2:2] [ds:2:2:10"
        "] [async-threads:1] [jit:ns]\n"
        "Crypto library: OpenSSL 3.0.19 27 Jan 2026\n"
        "Erlang processes: 268 used, 1048576 limit\n"
        "Scheduler run queue: 1\n"
        "Cluster heartbeat timeout (net_ticktime): 60\n"
        "\n"
        "Alarms\n"
        "\n"
        "(none)\n"
        "\n"
        "Memory\n"
        "\n"
        "Total memory used: 0.1245 gb\n"
        "Calculation strategy: rss\n"
        "Memory high watermark setting: 1.0 gb, computed to: 1.0 gb\n"
        "\n"
        "File Descriptors\n"
        "\n"
        "Total: 2, limit: 19903\n"
        "Sockets: 0, limit: 17910\n"
        "\n"
        "Free Disk Space\n"
        "\n"
        "Low free disk space watermark: 0.05 gb\n"
        "Free disk space: 84.1958 gb\n"
        "\n",
        outcome="healthy",
        source="run: RabbitMQ 3.10, rabbitmqctl status, shortened",
    ),
    Example(
        "two alarms",
        pasted="$ rabbitmqctl status\n"
        "Status of node rd@localhost ...\n"
        "\x1b[1mRuntime\x1b[0m\n"
        "\n"
        "OS PID: 32662\n"
        "\n"
        "\x1b[1mAlarms\x1b[0m\n"
        "\n"
        "Free disk space alarm on node rd@localhost\n"
        "Memory alarm on node rd@localhost\n"
        "\n"
        "\x1b[1mMemory\x1b[0m\n"
        "\n"
        "Total memory used: 0.1246 gb\n",
        finds=("amqp.blocked",),
        source="run: RabbitMQ 3.10, watermark lowered, shortened",
    ),
    Example(
        "cut off in the alarms",
        pasted="Alarms\n\nMemory alarm on node rd@localhost\n\nMemory\n\nTotal me",
        finds=("amqp.blocked",),
        source="run: RabbitMQ 3.10, cut off",
    ),
    Example(
        "a split cluster",
        pasted="Cluster status of node rabbit@a ...\n"
        "Basics\n"
        "\n"
        "Cluster name: rabbit@a\n"
        "\n"
        "Disk Nodes\n"
        "\n"
        "rabbit@a\n"
        "rabbit@b\n"
        "\n"
        "Running Nodes\n"
        "\n"
        "rabbit@a\n"
        "\n"
        "Alarms\n"
        "\n"
        "(none)\n"
        "\n"
        "Network Partitions\n"
        "\n"
        "Node rabbit@a cannot communicate with rabbit@b\n"
        "\n"
        "Listeners\n",
        finds=("amqp.cluster",),
        source="made after cluster_status of RabbitMQ 3.10",
    ),
    Example(
        "a node is down",
        pasted="Cluster status of node rabbit@a ...\n"
        "Basics\n"
        "\n"
        "Cluster name: rabbit@a\n"
        "\n"
        "Disk Nodes\n"
        "\n"
        "rabbit@a\n"
        "rabbit@b\n"
        "rabbit@c\n"
        "\n"
        "Running Nodes\n"
        "\n"
        "rabbit@a\n"
        "rabbit@c\n"
        "\n"
        "Network Partitions\n"
        "\n"
        "(none)\n",
        finds=("amqp.cluster",),
        source="made after cluster_status of RabbitMQ 3.10",
    ),
    Example(
        "an alarm as RabbitMQ 3.7 wrote it",
        pasted="Status of node rabbit@mq ...\n"
        "[{pid,1021},\n"
        ' {running_applications,[{rabbit,\\"RabbitMQ\\",\\"3.7.8\\"}]},\n'
        " {alarms,[memory]},\n"
        " {vm_memory_high_watermark,0.4}]\n",
        finds=("amqp.blocked",),
        source="made after rabbitmqctl status of RabbitMQ 3.7",
    ),
    Example(
        "a queue that nobody reads",
        pasted="Timeout: 60.0 seconds ...\n"
        "Listing queues for vhost / ...\n"
        "name\tmessages\tconsumers\tstate\n"
        "orders.dlq\t12\t0\trunning\n"
        "orders\t15230\t0\trunning\n",
        finds=("amqp.closed",),
        source="made after list_queues of RabbitMQ 3.10",
    ),
    Example(
        "queues that are read",
        pasted="Timeout: 60.0 seconds ...\n"
        "Listing queues for vhost / ...\n"
        "name\tmessages\tconsumers\tstate\n"
        "orders.dlq\t12\t0\trunning\n"
        "orders\t3\t2\trunning\n",
        outcome="healthy",
        source="made after list_queues of RabbitMQ 3.10",
    ),
    Example(
        "a blocked publisher",
        pasted="Listing connections ...\n"
        "user\tpeer_host\tpeer_port\tstate\n"
        "app\t10.0.0.4\t51022\tblocked\n"
        "app\t10.0.0.5\t40110\trunning\n",
        finds=("amqp.blocked",),
        source="made after list_connections of RabbitMQ 3.10",
    ),
)
