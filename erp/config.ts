import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes Tryton's configuration beside the databases in `folder` and returns its path.
 * Sessions last for days and failed logins are not limited: the passwords are random and the port is on loopback only.
 */
export function writeConfig(folder: string, port: number): string {
  const file = join(folder, 'trytond.conf');
  const text = `[database]
uri = sqlite://
path = ${folder}
list = False
retry = 5

[web]
listen = 127.0.0.1:${port}

[session]
authentications = password
max_age = 2592000
timeout = 2592000
max_attempt = 100000
max_attempt_ip_network = 100000

[product]
price_decimal = 6
`;
  writeFileSync(file, text);
  return file;
}
