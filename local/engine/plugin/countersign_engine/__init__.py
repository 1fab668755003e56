"""LocalStack in host mode, as Countersign runs it: `python -m countersign_engine`."""
