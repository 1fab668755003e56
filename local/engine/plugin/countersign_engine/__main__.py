"""Corrects LocalStack where it differs from AWS, then runs it until a signal ends it."""

import sys

from countersign_engine.patches import apply_all


def main() -> None:
    apply_all()
    from localstack.runtime.main import main as run_localstack

    sys.exit(run_localstack())


if __name__ == "__main__":
    main()
