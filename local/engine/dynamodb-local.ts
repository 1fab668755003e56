import { connect } from 'node:net';
import { startChild } from '../child.ts';
import { installEngine } from './install.ts';
import { requireFreePort } from './port.ts';

/** A running DynamoDB Local. */
export interface DynamoDbLocal {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts DynamoDB Local alone, in memory, on loopback; fails with a SetupError if it does not come up within 30 s. */
export async function startDynamoDbLocal({ port }: { port: number }): Promise<DynamoDbLocal> {
  const layout = await installEngine();
  await requireFreePort(port, 'DynamoDB Local');
  const jvm = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx256m', '-cp', layout.dynamoDbClasspath];
  const child = await startChild({
    name: `dynamodb-${port}`,
    command: layout.java,
    args: [...jvm, 'LoopbackDynamoDb', '-inMemory', '-port', String(port)],
    ready: () => accepts(port),
    readyWithinMs: 30_000,
    graceMs: 1_000,
  });
  return { endpoint: `http://127.0.0.1:${port}`, stop: child.stop };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
