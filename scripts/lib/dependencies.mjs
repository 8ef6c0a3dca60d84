// SPDX-License-Identifier: AGPL-3.0-only
// Promise: says what is wrong with a manifest and its lockfile, from these two alone: no registry is asked.

/** Few enough to be read by one person. */
const MOST_DIRECT_DEPENDENCIES = 25

/** Lowest versions without a published hole that could matter here. A package may be there in several majors: each has a floor of its own. */
const FLOORS = {
  protobufjs: [['8.0.1', 'code execution by a crafted schema']],
  ws: [['8.17.1', 'CVE-2024-37890: many headers end the process']],
  undici: [['7.5.0', 'CVE-2025-47279: bad certificates leak memory'], ['6.21.2', 'CVE-2025-22150, CVE-2025-47279']],
  fastify: [['5.3.2', 'CVE-2025-32442: a content type that skips its schema']],
  'find-my-way': [['9.0.1', 'CVE-2024-45813: a route that takes exponential time'], ['8.2.2', 'CVE-2024-45813']],
  jose: [['4.15.5', 'CVE-2024-28176: a compressed JWE takes all memory']],
  yaml: [['2.2.2', 'CVE-2023-2251: a document that ends the process']],
  'cross-spawn': [['7.0.5', 'CVE-2024-21538: exponential time']],
}

/** Sentences, one for each problem; none if all is well. */
export function dependencyProblems(manifest, lock, npmrc) {
  const locked = Object.entries(lock.packages).filter(([path, { link }]) => path !== '' && !link)
  return [
    ...directProblems(manifest),
    ...locked.flatMap(([path, entry]) => lockedProblems(path, entry)),
    ...scriptProblems(manifest, locked, npmrc),
  ]
}

function directProblems({ dependencies = {}, devDependencies = {}, optionalDependencies = {} }) {
  const count = Object.keys(dependencies).length
  const inexact = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
  return [
    ...(count > MOST_DIRECT_DEPENDENCIES ? [`${count} direct packages in production: at most ${MOST_DIRECT_DEPENDENCIES}`] : []),
    ...inexact.map(([name, version]) => `${name} "${version}" is not an exact version`),
  ]
}

function lockedProblems(path, { version = '', integrity, resolved }) {
  const name = nameOf(path)
  return [
    ...(integrity?.startsWith('sha512-') ? [] : [`${path} has no sha512 digest`]),
    ...(resolved === undefined || resolved.startsWith('https://registry.npmjs.org/') ? [] : [`${path} comes from ${resolved}`]),
    ...(FLOORS[name] === undefined ? [] : floorProblems(name, version)),
  ]
}

/** Above the highest floor, or above that of its own major. */
function floorProblems(name, version) {
  const [highest, ...others] = FLOORS[name]
  const own = others.find(([floor]) => majorOf(floor) === majorOf(version)) ?? highest
  return isBelow(version, own[0]) ? [`${name} ${version} is below ${own[0]} (${own[1]})`] : []
}

function scriptProblems({ allowScripts = {} }, locked, npmrc) {
  const scripted = new Set(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path)))
  return [
    ...(/^ignore-scripts=true$/m.test(npmrc) ? [] : ['.npmrc does not say ignore-scripts=true']),
    ...[...scripted].filter((name) => allowScripts[name] !== false).map((name) => `${name} has an install script that allowScripts does not deny`),
    ...Object.keys(allowScripts).filter((name) => allowScripts[name]).map((name) => `allowScripts lets ${name} run a script`),
  ]
}

function nameOf(path) {
  return path.replace(/^.*node_modules\//, '')
}

function majorOf(version) {
  return version.split('.')[0]
}

function isBelow(version, floor) {
  const [a, b] = [version, floor].map((text) => text.split('-')[0].split('.').map(Number))
  const place = a.findIndex((part, index) => part !== b[index])
  return place !== -1 && a[place] < b[place]
}
