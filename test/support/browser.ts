/** A person at the local provider's login pages: follows redirects with cookies, fills in every form, presses the button. */
export async function logInByForms(start: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  let request = new Request(start, { redirect: 'manual' });
  for (let step = 0; step < 25; step += 1) {
    const headers = new Headers(request.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(new Request(request, { headers }));
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const page = await response.text();
    const next = response.headers.get('location');
    if (next) {
      request = new Request(new URL(next, request.url), { redirect: 'manual' });
      continue;
    }
    const [, action] = /<form[^>]*action="([^"]+)"/.exec(page) ?? [];
    if (!action) return page;
    const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const body = new URLSearchParams(hidden.map(([, name = '', value = '']): [string, string] => [name, value]));
    if (page.includes('name="login"')) body.set('login', login);
    request = new Request(new URL(action, request.url), { method: 'POST', body, redirect: 'manual' });
  }
  throw new Error('the login pages never end');
}
