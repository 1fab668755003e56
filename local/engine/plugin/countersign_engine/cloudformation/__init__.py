"""CloudFormation types that LocalStack lacks although it has the services behind them."""
