"""An invisible FIFO message holds back its own message group only.

Stock LocalStack stops at the first invisible message, whatever its group, so one group's
back-off delays every other group.
"""

from localstack.services.sqs.models import FifoQueue


def _requeue_inflight_messages(self) -> None:
    if not self.inflight:
        return
    with self.mutex:
        held_groups = set()
        for message in list(self.inflight):
            if message.message_group_id in held_groups:
                continue
            if not message.is_visible:
                held_groups.add(message.message_group_id)
                continue
            del self.inflight[message]
            self._put_message(message)


def apply() -> None:
    FifoQueue.requeue_inflight_messages = _requeue_inflight_messages
