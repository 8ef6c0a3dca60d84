// SPDX-License-Identifier: AGPL-3.0-only
import type { WrittenConfig } from './schema.ts'

/** Where to listen. `host` without brackets. */
export interface HostPort { readonly host: string; readonly port: number }

/** The configuration as the daemon uses it: complete, checked, frozen; paths are absolute, secrets only as paths. */
export interface Config {
  readonly links: {
    readonly listen: HostPort
    /** undefined: made from what the listener was bound to. */
    readonly publicUrl: string | undefined
    readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined
    readonly proxies: readonly string[]
    /** undefined: as the package says. */
    readonly sourceUrl: string | undefined
  }
  readonly data: { readonly folder: string }
  readonly keys: { readonly folder: string }
  readonly admin: {
    readonly socket: string
    readonly tcp: { readonly listen: HostPort; readonly tokensFile: string } | undefined
  }
  readonly store: {
    /** undefined: SQLite in the data folder. May hold a password: it is never shown as it is. */
    readonly url: string | undefined
    /** undefined: the URL says all. */
    readonly passwordFile: string | undefined
    readonly lingerMs: number
  }
  readonly privacy: { readonly erasedList: string; readonly deadLetterDays: number }
  /** undefined: backups are sealed where the command says so. */
  readonly backup: { readonly recipientFile: string | undefined }
  readonly enforcement: { readonly automatic: WrittenConfig['enforcement']['automatic'] }
  /** `contactUrl` undefined: the offer names no page. */
  readonly agreements: { readonly requireReport: boolean; readonly requireRotation: boolean; readonly reportDays: number; readonly contactUrl: string | undefined }
  readonly outgoing: { readonly privateHosts: readonly string[] }
  readonly core: {
    readonly e2ee: boolean
    /** undefined: the core polls. */
    readonly webhook: string | undefined
    /** Webhooks hold what reports need. */
    readonly webhookProofs: boolean
    /** undefined: no core over HTTP. */
    readonly http: { readonly listen: HostPort; readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined } | undefined
  }
  readonly vault: {
    readonly shape: WrittenConfig['vault']['shape']
    /** Set exactly for `embedded`. */
    readonly secretFile: string | undefined
    /** Set exactly for `split`. */
    readonly pipes: string | undefined
    readonly count: number
  }
  readonly media: {
    readonly folder: string
    /** undefined: what is whole stays in the folder. */
    readonly s3: { readonly endpoint: string; readonly bucket: string; readonly region: string; readonly accessKeyFile: string } | undefined
  }
  readonly audit: {
    readonly reasons: WrittenConfig['audit']['reasons']
    readonly lastCheckpoint: string
    /** undefined: not there. */
    readonly checkpoints: { readonly file: string | undefined; readonly url: string | undefined }
  }
  readonly log: { readonly level: WrittenConfig['log']['level']; readonly format: WrittenConfig['log']['format'] }
}
