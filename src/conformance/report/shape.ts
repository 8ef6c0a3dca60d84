// SPDX-License-Identifier: AGPL-3.0-only
import { partyId } from '../../model/ids.ts'
import { fileError, memberPath, strictChoice, strictLine, strictObject, strictParsed, strictText, strictTime } from '../../model/strict-json.ts'
import { countOutcomes } from '../outcome.ts'
import type { Outcome } from '../outcome.ts'
import type { Report } from './report.ts'

const MUST = /^DIP-\d{1,4}$/
const NAME = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/
const PROTOCOL = /^\d{1,3}\.\d{1,3}$/
const COUNTS = ['passed', 'failed', 'skipped'] as const

/**
 * A report as a kit writes it: the signer's key comes with the signature, so anybody may have written what was signed. Its counts are those of its scenarios,
 * and whatever stands in a page or decides is a word, number or time of its own form. Throws `CONFIG_INVALID` saying what is wrong and where.
 */
export const parseReport = (json: unknown): Report => {
  const file = strictObject(json, '', ['drawbridge', 'tested', 'url', 'software', 'parties', 'kit', 'begunAt', 'endedAt', ...COUNTS, 'scenarios'], ['protocol'])
  strictChoice(file.drawbridge, 'drawbridge', ['conformance/1'])
  strictChoice(file.tested, 'tested', ['gateway', 'provider'])
  for (const name of ['url', 'software'] as const) strictText(file[name], name)
  listOf(file.parties, 'parties').forEach((party, index) => { strictParsed(party, memberAt('parties', index), partyId, 'a lower-case domain name') })
  strictLine(file.kit, 'kit')
  if (file.protocol !== undefined) requireForm(file.protocol, 'protocol', PROTOCOL, 'a version such as 1.1')
  for (const name of ['begunAt', 'endedAt'] as const) strictTime(file[name], name)
  listOf(file.scenarios, 'scenarios').forEach((scenario, index) => { requireOutcome(scenario, memberAt('scenarios', index)) })
  const counts = countOutcomes(file.scenarios as readonly Outcome[])
  for (const name of COUNTS) if (file[name] !== counts[name]) throw fileError(name, 'must be as many as there are among the scenarios')
  return json as Report
}

const requireOutcome = (value: unknown, where: string): void => {
  const { name, title, musts, outcome, ms, fault, because } = strictObject(value, where, ['name', 'title', 'musts', 'outcome', 'ms'], ['fault', 'because'])
  requireForm(name, memberPath(where, 'name'), NAME, 'topic/name')
  strictText(title, memberPath(where, 'title'))
  listOf(musts, memberPath(where, 'musts')).forEach((must) => { requireForm(must, memberPath(where, 'musts'), MUST, 'numbers of MUSTs') })
  strictChoice(outcome, memberPath(where, 'outcome'), COUNTS)
  if (!Number.isSafeInteger(ms) || Number(ms) < 0) throw fileError(memberPath(where, 'ms'), 'must be a whole number')
  if (because !== undefined) strictText(because, memberPath(where, 'because'))
  if (fault !== undefined) requireFault(fault, memberPath(where, 'fault'))
}

const requireFault = (value: unknown, where: string): void => {
  const { must, exchange, ...texts } = strictObject(value, where, ['must', 'link', 'expected', 'came', 'exchange', 'reproduce'])
  requireForm(must, memberPath(where, 'must'), MUST, 'the number of a MUST')
  for (const [name, text] of Object.entries(texts)) strictText(text, memberPath(where, name))
  listOf(exchange, memberPath(where, 'exchange')).forEach((line) => { strictText(line, memberPath(where, 'exchange')) })
}

const listOf = (value: unknown, where: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw fileError(where, 'must be a list')
  return value
}

const memberAt = (list: string, index: number): string => `${list}[${String(index)}]`

const requireForm = (value: unknown, where: string, form: RegExp, shouldBe: string): void => {
  if (!form.test(strictText(value, where))) throw fileError(where, `must be ${shouldBe}`)
}
