// SPDX-License-Identifier: AGPL-3.0-only
import type { Offer, OfferTerms } from '../../model/offer.ts'

/** A part of the offer as people read it: sentences, then a table. */
export interface Section {
  readonly title: string
  readonly sentences: readonly string[]
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The offer in parts; both pages are made of these, so they say the same. */
export const sectionsOf = ({ number, builtAt, previous, changes, terms }: Offer): readonly Section[] => [
  { title: 'This offer', sentences: [], ...facts([
    ['Number', String(number)], ['Signed', builtAt], ['Before it', previous === null ? 'none' : `number ${String(previous.number)}, SHA-256 ${previous.sha256}`],
    ['Operator', `${terms.operator.displayName} (${terms.operator.party})`], ['Contact and terms', terms.operator.contactUrl ?? 'not given'],
  ]) },
  connecting(terms),
  { title: 'What you show before you are live', sentences: shown(terms), head: [], rows: [] },
  { title: 'Timeline', sentences: timeline(terms), head: [], rows: [] },
  { title: 'What an agreement allows', sentences: ['Unless the agreement says otherwise; the numbers that hold for you come with each link that you open.'], ...valued(terms.limits) },
  { title: 'Sizes', sentences: [], ...valued(terms.sizes) },
  { title: 'The same for everybody', sentences: terms.protocolLimits, head: [], rows: [] },
  { title: 'Policy', sentences: terms.policy, head: [], rows: [] },
  {
    title: previous === null ? 'Changes' : `Changes since number ${String(previous.number)}`, sentences: changes.length === 0 ? ['This is the first offer.'] : [],
    head: changes.length === 0 ? [] : ['What', 'Before', 'Now'], rows: changes.map(({ what, before, after }) => [what, before, after]),
  },
]

const connecting = ({ gateway, protocol, operator }: OfferTerms): Section => ({
  title: 'How you connect', sentences: ['The admission file that you get has all of it, and your software goes by that file. Compare the ids.'],
  ...facts([
    ['Link endpoint', gateway.url], ['Binding of links', gateway.bindingMode], ['Gateway id (link key)', gateway.id], ['Frank key', gateway.frankKeyId],
    ...operator.issuerKeyIds.map((id) => ['Issuer key of the core', id] as const),
    ['Protocol', protocol.versions.join(', ')], ['Capabilities', protocol.capabilities.join(', ')], ['Software', gateway.software], ['Its source', gateway.source],
  ]),
})

const shown = ({ requires: { report, rotation, reportDays } }: OfferTerms): readonly string[] => [
  'An application file with your public keys: drawbridge provider init.',
  'A link of your server to the gateway, with your admission file.',
  ...(report ? [`A conformance report signed by your issuer key, in which every scenario passed, not older than ${String(reportDays)} days: drawbridge conformance provider --report report.html --sign-with keys.json.`] : []),
  ...(rotation ? ['A change of your link key that the gateway sees work: new keys beside the old ones, a link with the new one, the old ones out.'] : []),
  ...(report || rotation ? [] : ['Nothing else is asked for.']),
]

const timeline = ({ timeline: { months, counting } }: OfferTerms): readonly string[] => [
  `Within ${String(months)} months of your request what you asked for is operational (Article 7(5) of the Digital Markets Act): ${counting}.`,
  'Request: the operator notes its day.', 'Testing: you link and enlist users, and no message passes.', 'Live: messages pass, for users on both sides who opted in.',
]

const facts = (rows: readonly (readonly [string, string])[]): Pick<Section, 'head' | 'rows'> => ({ head: ['', ''], rows })

const valued = (values: OfferTerms['limits']): Pick<Section, 'head' | 'rows'> =>
  ({ head: ['Name', 'Value', 'Meaning'], rows: Object.entries(values).map(([name, { value, meaning }]) => [name, String(value), meaning]) })
