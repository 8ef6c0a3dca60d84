// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GatewayError } from '../../model/errors.ts'
import { strictChoice, strictLine, strictObject, strictText, strictTime } from '../../model/strict-json.ts'

/** What a backup says of itself, beside its database. */
export interface Manifest {
  readonly drawbridge: 'backup/1'
  /** Of the program that made it. */
  readonly version: string
  /** RFC 3339. */
  readonly createdAt: string
  /** Of the database, in hexadecimal. */
  readonly sha256: string
}

/** Name of the manifest's file. */
export const MANIFEST = 'manifest.json'
const FILE_MODE = 0o600

/** Writes the manifest of a backup. */
export const writeManifest = (folder: string, manifest: Manifest): void => {
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: FILE_MODE, flag: 'wx', flush: true })
}

/** The manifest of a backup. Throws `CONFIG_INVALID` where there is none. */
export const readManifest = (folder: string): Manifest => {
  const file = strictObject(parse(folder), '', ['drawbridge', 'version', 'createdAt', 'sha256'])
  return Object.freeze({
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['backup/1']), version: strictLine(file.version, 'version'),
    createdAt: strictTime(file.createdAt, 'createdAt'), sha256: strictText(file.sha256, 'sha256'),
  })
}

const parse = (folder: string): unknown => {
  try {
    return JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'))
  } catch {
    throw new GatewayError('CONFIG_INVALID', `${folder} holds no backup: its ${MANIFEST} is missing or no JSON`)
  }
}
