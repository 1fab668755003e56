"""Nothing is downloaded while the engine runs: what is not installed is refused at once.

Stock LocalStack fetches libraries at first use, which hangs a request where there is no network.
"""

from localstack.packages.api import PackageException, PackageInstaller

_install = PackageInstaller.install


def _install_nothing(self, target=None) -> None:
    if not self.is_installed():
        raise PackageException(f"the local engine has no {self.name} {self.version} and downloads nothing")
    _install(self, target)


def apply() -> None:
    PackageInstaller.install = _install_nothing
