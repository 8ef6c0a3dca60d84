// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { readFileText } from '../../../src/config/file.ts'
import { describeProblem } from '../../../src/config/problem.ts'

const problemsOf = (text: string): string[] => readFileText('c.yaml', text).problems.map(describeProblem)

const bad: [title: string, text: string, ...problems: string[]][] = [
  ['a misspelt key', 'links:\n  listn: 127.0.0.1:1\n', 'c.yaml:2:3: there is no key links.listn; did you mean links.listen?'],
  ['two letters swapped in a section', 'sotre:\n  lingerMs: 1\n', 'c.yaml:1:1: there is no key sotre; did you mean store?'],
  ['another way to write capitals', 'store: { lingerms: 1 }\n', 'c.yaml:1:10: there is no key store.lingerms; did you mean store.lingerMs?'],
  ['a key in the wrong section', 'links:\n  folder: /x\n', 'c.yaml:2:3: there is no key links.folder; did you mean data.folder?'],
  ['a key that is like nothing', 'colour: red\n', 'c.yaml:1:1: there is no key colour'],
  ['a key that every object has', '__proto__:\n  a: 1\n', 'c.yaml:1:1: there is no key __proto__'],
  ['a misspelt choice', 'log:\n  level: degub\n', 'c.yaml:2:10: log.level must be one of trace, debug, info, warn, error; did you mean debug?'],
  ['a choice that is like nothing', 'log:\n  level: loudest\n', 'c.yaml:2:10: log.level must be one of trace, debug, info, warn, error'],
  ['a number where an address belongs', 'links:\n  listen: 7443\n', 'c.yaml:2:11: links.listen must be host:port, for instance 127.0.0.1:7443'],
  ['a port over 65535', 'links: {listen: "127.0.0.1:65536"}\n', 'c.yaml:1:17: links.listen must be host:port, for instance 127.0.0.1:7443'],
  ['a number over its bound', 'store:\n    lingerMs: 51\n', 'c.yaml:2:15: store.lingerMs must be a whole number of ms from 0 to 50'],
  ['a fraction', 'store:\n  lingerMs: 1.5\n', 'c.yaml:2:13: store.lingerMs must be a whole number of ms from 0 to 50'],
  ['a word for a switch', 'core:\n  e2ee: "yes"\n', 'c.yaml:2:9: core.e2ee must be true or false'],
  ['a text for a list', 'links:\n  proxies: 10.0.0.1\n', 'c.yaml:2:12: links.proxies must be a list of IP addresses or ranges, for instance [10.0.0.0/8]'],
  ['another scheme', 'links:\n  publicUrl: https://a.example/v1/link\n', 'c.yaml:2:14: links.publicUrl must be a ws:// or wss:// URL without user, query or fragment'],
  ['an admin listener for the world', 'admin:\n  listen: 0.0.0.0:7444\n', 'c.yaml:2:11: admin.listen must be a loopback host:port, for instance 127.0.0.1:7444'],
  ['a section for a value', 'data:\n  folder:\n    path: /x\n', 'c.yaml:3:5: data.folder must be a path'],
  ['a value for a section', 'data: /x\n', 'c.yaml:1:7: data must hold keys'],
  ['a list for the file', '- data\n', 'c.yaml:1:1: the file must hold keys'],
  ['a key given twice', 'core:\n  e2ee: true\n  e2ee: false\n', 'c.yaml:3:3: Map keys must be unique'],
  ['broken YAML', 'links:\n  listen: "127.0.0.1:1\n', 'c.yaml:3:1: Missing closing "quote'],
  ['an alias', 'data: &a {folder: /x}\nkeys: *a\n', 'c.yaml:2:7: aliases are not taken here; write the value out'],
  ['an unknown tag', 'data:\n  folder: !env HOME\n', 'c.yaml:2:11: Unresolved tag: !env'],
  ['two documents', 'data:\n  folder: /a\n---\ndata:\n  folder: /b\n', 'c.yaml:3:1: Source contains multiple documents; please use YAML.parseAllDocuments()'],
  ['three things at once', 'lnks: {}\nlog: {format: xml, levl: info}\n',
    'c.yaml:1:1: there is no key lnks; did you mean links?',
    'c.yaml:2:15: log.format must be one of json, text',
    'c.yaml:2:20: there is no key log.levl; did you mean log.level?'],
]

t.test('every mistake in a file is named with line, column and what was probably meant', async (t) => {
  for (const [title, text, ...problems] of bad) t.same(problemsOf(text), problems, title)
})

t.test('what is right is taken with its place', async (t) => {
  const { values, problems } = readFileText('c.yaml', '# a comment\nlinks:\n  listen: "[::1]:0"\n  proxies: [10.0.0.0/8, 2001:db8::1]\ndata:\nkeys: {}\ncore: {e2ee: false}\n')
  t.same(problems, [])
  t.same(Object.fromEntries(values), {
    'links.listen': { value: '[::1]:0', where: 'c.yaml:3:11' },
    'links.proxies': { value: ['10.0.0.0/8', '2001:db8::1'], where: 'c.yaml:4:12' },
    'core.e2ee': { value: false, where: 'c.yaml:7:14' },
  })
})

t.test('an empty file is a file', async (t) => {
  for (const text of ['', '# nothing\n', '---\n']) t.same(readFileText('c.yaml', text), { values: new Map(), problems: [] })
})
