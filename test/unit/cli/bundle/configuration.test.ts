// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { hiddenOf } from '../../../../src/cli/bundle/configuration.ts'
import { createRedact } from '../../../../src/cli/bundle/redact.ts'
import { loadConfig } from '../../../../src/config/index.ts'

t.test('neither an address of the configuration nor its host alone passes', async (t) => {
  const environment = {
    HOME: '/home/quagga', DRAWBRIDGE_LINKS_PUBLIC_URL: 'wss://gate.quagga.example/v1/link', DRAWBRIDGE_LINKS_PROXIES: '127.0.0.1', DRAWBRIDGE_AUDIT_CHECKPOINTS_URL: 'https://log.quagga.example/take?key=quagga',
    DRAWBRIDGE_STORE_URL: 'postgres://quagga:secret@db.quagga.example:5433/gate',
  }
  const { config, origins, file } = loadConfig({ environment, workingFolder: '/' })
  const redact = createRedact(hiddenOf(config, origins, file))
  t.equal(redact('the certificate is not for gate.quagga.example, the host of links.publicUrl'), 'the certificate is not for <links.publicUrl>, the host of links.publicUrl')
  for (const text of ['log.quagga.example refused', 'db.quagga.example:5433 is away', 'db.quagga.example', 'postgres://quagga:secret@db.quagga.example:5433/gate', '/home/quagga/.local/state/drawbridge/x', 'ask fe80::1234:5678']) {
    t.notMatch(redact(text), /quagga|1234/, text)
  }
})
