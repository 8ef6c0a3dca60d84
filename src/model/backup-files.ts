// SPDX-License-Identifier: Apache-2.0
import { parseAgreementJwk, parsePrivate } from './agreement-key.ts'
import type { AgreementJwk, Private } from './credentials.ts'
import { strictChoice, strictObject } from './strict-json.ts'

/** What backups are sealed to. Holds nothing secret. */
export interface BackupKeyFile {
  readonly drawbridge: 'backup-key/1'
  readonly key: AgreementJwk
}

/** What opens backups; for whoever restores, never for the gateway's machine while it runs. */
export interface BackupSecretFile {
  readonly drawbridge: 'backup-secret/1'
  readonly key: Private<AgreementJwk>
}

/** A backup key from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where. */
export const parseBackupKeyFile = (json: unknown): BackupKeyFile => {
  const file = strictObject(json, '', ['drawbridge', 'key'])
  return Object.freeze({ drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['backup-key/1']), key: parseAgreementJwk(file.key, 'key') })
}

/** A backup secret from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where, never what stood there. */
export const parseBackupSecretFile = (json: unknown): BackupSecretFile => {
  const file = strictObject(json, '', ['drawbridge', 'key'])
  return Object.freeze({ drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['backup-secret/1']), key: parsePrivate(file.key, 'key', parseAgreementJwk) })
}
