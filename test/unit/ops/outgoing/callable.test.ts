// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createRequireCallable } from '../../../../src/ops/outgoing/callable.ts'

t.test('only a URL of a public name is stored, or one that the operator vouches for', async (t) => {
  const requireCallable = createRequireCallable(['127.0.0.1:9000', 'core.internal', '1.1.1.1'])
  for (const url of ['https://heron.example/wake', 'https://heron.example:443', 'https://local.heron.example/?a=b', 'http://127.0.0.1:9000/', 'http://core.internal/', 'https://1.1.1.1/']) {
    t.doesNotThrow(() => { requireCallable(url, 'wakeUrl') }, url)
  }
  const refused = [
    '', 'heron.example', 'http://heron.example/', 'https://heron.example:8443/', 'https://user@heron.example/', 'https://heron.example/#x',
    'https://8.8.8.8/', 'https://127.1/', 'https://[::1]/', 'https://[2606:4700::1111]/', 'https://localhost/', 'https://a.localhost/', 'https://localhost./',
    'https://printer/', 'https://printer.local/', 'https://db.internal/', 'https://db.internal./', 'https://x.home.arpa/', 'http://127.0.0.1:9001/', 'https://core.internal:8443/',
  ]
  for (const url of refused) {
    t.throws(() => { requireCallable(url, 'wakeUrl') }, { code: 'CONFIG_INVALID', detail: /^wakeUrl: must be an https:\/\/ URL/ }, url)
  }
})
