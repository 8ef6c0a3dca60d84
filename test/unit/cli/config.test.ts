// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configKeys } from '../../../src/config/index.ts'
import { json, terminal } from './support.ts'

t.test('check tells every problem at once with line, column and what was probably meant', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'c.yaml'), 'links:\n  listn: 127.0.0.1:1\nlog:\n  level: degub\n')
  const ran = await command('config', 'check', '--config', 'c.yaml')
  t.equal(ran.code, 1)
  t.equal(ran.err, `CONFIG_INVALID: The configuration or file is not valid.
  c.yaml:2:3: there is no key links.listn; did you mean links.listen?
  c.yaml:4:10: log.level must be one of trace, debug, info, warn, error; did you mean debug?
fix: Correct what the detail names.
`)
  t.match(JSON.parse((await command('config', 'check', '--config', 'c.yaml', '--json')).err), { error: { code: 'CONFIG_INVALID', detail: /^c\.yaml:2:3: .*\nc\.yaml:4:10: / } })
  t.equal((await command('serve', '--config', 'c.yaml')).code, 1, 'and serve does not start with it')
})

t.test('check says that a good configuration is good', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'c.yaml'), 'log: {level: warn}\n')
  t.match(await command('config', 'check', '--config', 'c.yaml'), { code: 0, out: /c\.yaml is valid; 1 keys are set/ })
  t.match(json(await command('config', 'check', '--json')), { ok: true, file: null, set: 0 })
})

t.test('show prints every key with what holds and where it was set', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'c.yaml'), 'log: {level: warn}\nlinks: {listen: "[::1]:0"}\n')
  const { out } = await command('config', 'show', '--config', 'c.yaml')
  const lines = out.trimEnd().split('\n')
  t.same(lines.map((line) => line.split(':', 1)[0]), configKeys.map(({ name }) => name))
  t.ok(lines.every((line) => /^[\w.]+: \S.* {2}# \S/.test(line)))
  t.match(lines, ['links.listen: [::1]:0  # c.yaml:2:17'])
  t.ok(lines.includes('log.level: warn  # c.yaml:1:14'))
  t.ok(lines.includes(`data.folder: ${home}/.local/state/drawbridge  # default`))
  t.match(json(await command('config', 'show', '--config', 'c.yaml', '--json')), { file: join(home, 'c.yaml'), config: { log: { level: 'warn' } }, origins: { 'log.level': 'c.yaml:1:14' } })
})

t.test('show names the database without user and password', async (t) => {
  const { home, command } = terminal(t)
  for (const [url, shown] of [
    ['postgres://gate:s3cret@db.example:5432/gate?sslmode=verify-full', 'postgres://db.example:5432/gate'],
    ['postgresql://gate:p@ss/w@rd@db.example/gate', undefined], ['postgres://db.example/gate?password=s3cret', 'postgres://db.example/gate'],
  ] as const) {
    writeFileSync(join(home, 'c.yaml'), `store: {url: "${url}"}\n`)
    const text = await command('config', 'show', '--config', 'c.yaml')
    const asJson = await command('config', 'show', '--config', 'c.yaml', '--json')
    for (const { out } of [text, asJson]) {
      t.notMatch(out, /s3cret|p@ss|w@rd/)
      if (shown !== undefined) t.ok(out.includes(shown))
    }
  }
})

t.test('show --origin names for each key what holds and whether file, variable or default said so', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'c.yaml'), 'log: {level: warn}\ncore: {listen: "127.0.0.1:7445", webhook: "https://core.example/hooks/s3cret?key=s3cret"}\naudit: {checkpoints: {url: "https://log.example/s3cret"}}\n')
  const { out, code } = await command('config', 'show', '--origin', '--config', 'c.yaml')
  t.equal(code, 0)
  const rows = out.trimEnd().split('\n').map((line) => line.split(/ {2,}/))
  t.same(rows.map(([key]) => key), ['KEY', ...configKeys.map(({ name }) => name)])
  const row = (key: string) => rows.find(([name]) => name === key)
  t.same(row('log.level'), ['log.level', 'warn', 'c.yaml:1:14'])
  t.same(row('log.format'), ['log.format', 'json', 'default'])
  t.same(row('core.listen'), ['core.listen', '127.0.0.1:7445', 'c.yaml:2:16'])
  t.same(row('core.webhook')?.slice(0, 2), ['core.webhook', 'https://core.example/…'])
  t.same(row('media.folder'), ['media.folder', `${home}/.local/state/drawbridge/attachments`, 'default'], 'defaults are worked out')
  const answers = [await command('config', 'show', '--config', 'c.yaml'), await command('config', 'show', '--config', 'c.yaml', '--json'), await command('config', 'show', '--origin', '--json', '--config', 'c.yaml')]
  for (const text of [out, ...answers.map((one) => one.out)]) t.notMatch(text, /s3cret/, 'what lets one in is not shown')
  t.match(JSON.parse(answers[2]?.out ?? ''), { keys: { 'log.level': { value: 'warn', origin: 'c.yaml:1:14', variable: 'DRAWBRIDGE_LOG_LEVEL' }, 'store.url': { value: null, origin: 'default' } } })
})
