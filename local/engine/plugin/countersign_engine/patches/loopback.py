"""The gateway listens on loopback only; stock LocalStack ignores the host of GATEWAY_LISTEN."""

from functools import partialmethod

from twisted.internet.endpoints import TCP4ServerEndpoint


def apply() -> None:
    TCP4ServerEndpoint.__init__ = partialmethod(TCP4ServerEndpoint.__init__, interface="127.0.0.1")
