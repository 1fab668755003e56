"""DynamoDB Local in memory, on loopback, from the Maven install.

Stock LocalStack downloads it with an agent and lets it listen on every interface.
"""

import os

from localstack.services.dynamodb.server import DynamodbServer
from localstack.utils.run import ShellCommandThread
from localstack.utils.threads import TMP_THREADS


def _start_thread(self) -> ShellCommandThread:
    thread = ShellCommandThread(
        [
            os.environ["COUNTERSIGN_JAVA"],
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            f"-Xmx{self.heap_size}",
            "-cp",
            os.environ["COUNTERSIGN_DYNAMODB_CLASSPATH"],
            "LoopbackDynamoDb",
            "-inMemory",
            "-port",
            str(self.port),
        ],
        auto_restart=True,
        name="dynamodb-local",
    )
    TMP_THREADS.append(thread)
    thread.start()
    return thread


def apply() -> None:
    DynamodbServer.do_start_thread = _start_thread
