import { parseArgs } from 'node:util';
import { startModelEndpoint } from './endpoint.ts';
import { openAiBackend } from './openai-backend.ts';
import { referenceBackend } from './reference/backend.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4900' },
    backend: { type: 'string', default: 'reference' },
    url: { type: 'string' },
    model: { type: 'string' },
  },
});

function backend() {
  if (values.backend === 'reference') return referenceBackend;
  if (values.backend !== 'openai') throw new Error(`--backend is ${values.backend}; it can be reference or openai`);
  if (!values.url) throw new Error('--backend openai needs --url of a server that speaks /v1/chat/completions');
  const apiKey = process.env['OPENAI_API_KEY'];
  return openAiBackend({ url: values.url, ...(values.model && { model: values.model }), ...(apiKey && { apiKey }) });
}

const endpoint = await startModelEndpoint({ port: Number(values.port), backend: backend() });
console.log(`model endpoint (${values.backend}) at ${endpoint.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void endpoint.stop());
