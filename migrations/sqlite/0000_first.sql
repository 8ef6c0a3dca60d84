CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `devices` (
	`user` text NOT NULL,
	`deviceId` integer NOT NULL,
	`registrationId` integer NOT NULL,
	`highestEcId` integer DEFAULT 0 NOT NULL,
	`highestKyberId` integer DEFAULT 0 NOT NULL,
	`capabilities` text NOT NULL,
	`signedId` integer NOT NULL,
	`signedKey` blob NOT NULL,
	`signedSignature` blob NOT NULL,
	`lastResortId` integer NOT NULL,
	`lastResortKey` blob NOT NULL,
	`lastResortSignature` blob NOT NULL,
	PRIMARY KEY(`user`, `deviceId`),
	FOREIGN KEY (`user`) REFERENCES `users`(`user`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `ecPrekeys` (
	`user` text NOT NULL,
	`deviceId` integer NOT NULL,
	`id` integer NOT NULL,
	`publicKey` blob NOT NULL,
	PRIMARY KEY(`user`, `deviceId`, `id`),
	FOREIGN KEY (`user`,`deviceId`) REFERENCES `devices`(`user`,`deviceId`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `kyberPrekeys` (
	`user` text NOT NULL,
	`deviceId` integer NOT NULL,
	`id` integer NOT NULL,
	`publicKey` blob NOT NULL,
	`signature` blob NOT NULL,
	PRIMARY KEY(`user`, `deviceId`, `id`),
	FOREIGN KEY (`user`,`deviceId`) REFERENCES `devices`(`user`,`deviceId`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`party` text NOT NULL,
	`user` text NOT NULL,
	`timeMs` integer NOT NULL,
	`bodySealed` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `events_party` ON `events` (`party`);--> statement-breakpoint
CREATE INDEX `events_user` ON `events` (`user`);--> statement-breakpoint
CREATE TABLE `lanes` (
	`lane` integer PRIMARY KEY NOT NULL,
	`recipientUser` text NOT NULL,
	`recipientDevice` integer NOT NULL,
	`senderUser` text NOT NULL,
	`lastSequence` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `lanes_pair` ON `lanes` (`recipientUser`,`recipientDevice`,`senderUser`);--> statement-breakpoint
CREATE INDEX `lanes_sender` ON `lanes` (`senderUser`);--> statement-breakpoint
CREATE TABLE `mailbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`recipientParty` text NOT NULL,
	`lane` integer NOT NULL,
	`senderDevice` integer NOT NULL,
	`submissionId` text NOT NULL,
	`laneSequence` integer NOT NULL,
	`gatewayTimeMs` integer NOT NULL,
	`expiresAt` integer NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`withheld` integer DEFAULT 0 NOT NULL,
	`urgent` integer NOT NULL,
	`frankEpoch` integer NOT NULL,
	`commitment` blob NOT NULL,
	`frank` blob NOT NULL,
	`envelope` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `mailbox_party` ON `mailbox` (`recipientParty`) WHERE withheld = 0;--> statement-breakpoint
CREATE INDEX `mailbox_lane` ON `mailbox` (`lane`);--> statement-breakpoint
CREATE INDEX `mailbox_expiry` ON `mailbox` (`expiresAt`);--> statement-breakpoint
CREATE TABLE `submissions` (
	`senderUser` text NOT NULL,
	`senderDevice` integer NOT NULL,
	`submissionId` text NOT NULL,
	`digest` blob NOT NULL,
	`gatewayTimeMs` integer NOT NULL,
	`places` text NOT NULL,
	`rememberUntil` integer NOT NULL,
	PRIMARY KEY(`senderUser`, `senderDevice`, `submissionId`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `submissions_end` ON `submissions` (`rememberUntil`);--> statement-breakpoint
CREATE TABLE `choices` (
	`person` integer NOT NULL,
	`provider` text NOT NULL,
	`allowed` integer NOT NULL,
	`inbox` text NOT NULL,
	`labelSealed` blob NOT NULL,
	PRIMARY KEY(`person`, `provider`),
	FOREIGN KEY (`person`) REFERENCES `persons`(`person`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `consents` (
	`owner` text NOT NULL,
	`peer` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`tokenHash` blob,
	`purposes` text NOT NULL,
	`changedAt` integer NOT NULL,
	PRIMARY KEY(`owner`, `peer`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `consents_peer` ON `consents` (`peer`,`state`);--> statement-breakpoint
CREATE TABLE `parties` (
	`party` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`role` text NOT NULL,
	`state` text NOT NULL,
	`limits` text NOT NULL,
	`displayName` text NOT NULL,
	`stateReason` text NOT NULL,
	`bindingMode` text NOT NULL,
	`policyVersion` integer NOT NULL,
	`linkKeys` text NOT NULL,
	`issuerKeys` text NOT NULL,
	`addedAt` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `parties_one_core` ON `parties` (`role`) WHERE role = 'core';--> statement-breakpoint
CREATE TABLE `persons` (
	`person` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`version` integer NOT NULL,
	`party` text NOT NULL,
	`optedIn` integer NOT NULL,
	`findable` integer NOT NULL,
	`referenceIndex` blob NOT NULL,
	`referenceSealed` blob NOT NULL,
	`addressIndex` blob,
	`addressSealed` blob
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `persons_reference` ON `persons` (`party`,`referenceIndex`);--> statement-breakpoint
CREATE UNIQUE INDEX `persons_address` ON `persons` (`addressIndex`);--> statement-breakpoint
CREATE TABLE `users` (
	`user` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`party` text NOT NULL,
	`forProvider` text NOT NULL,
	`person` integer,
	`custody` text NOT NULL,
	`deviceListVersion` integer NOT NULL,
	`referenceIndex` blob NOT NULL,
	`referenceSealed` blob NOT NULL,
	`addressIndex` blob,
	`addressSealed` blob,
	`displayNameSealed` blob NOT NULL,
	`actor` text NOT NULL,
	`identityKey` blob NOT NULL,
	`identityStatement` text NOT NULL,
	`deviceList` blob NOT NULL,
	`deviceListSignature` blob NOT NULL,
	`enlistedAt` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_reference` ON `users` (`party`,`forProvider`,`referenceIndex`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_address` ON `users` (`party`,`forProvider`,`addressIndex`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_person` ON `users` (`person`,`forProvider`);--> statement-breakpoint
CREATE TABLE `issuerLists` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`list` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `redeemedTokens` (
	`idHash` blob PRIMARY KEY NOT NULL,
	`digest` blob NOT NULL,
	`expiresAt` integer NOT NULL
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `redeemed_tokens_end` ON `redeemedTokens` (`expiresAt`);--> statement-breakpoint
CREATE TABLE `requests` (
	`request` text PRIMARY KEY NOT NULL,
	`fromUser` text NOT NULL,
	`toParty` text NOT NULL,
	`targetIndex` blob NOT NULL,
	`targetSealed` blob NOT NULL,
	`targetUser` text,
	`purposes` text NOT NULL,
	`state` text NOT NULL,
	`createdAt` integer NOT NULL,
	`expiresAt` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `requests_waiting` ON `requests` (`request`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `requests_target` ON `requests` (`targetIndex`,`request`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `requests_from` ON `requests` (`fromUser`,`createdAt`);--> statement-breakpoint
CREATE INDEX `requests_target_user` ON `requests` (`targetUser`) WHERE targetUser IS NOT NULL;--> statement-breakpoint
CREATE INDEX `requests_end` ON `requests` (`expiresAt`);