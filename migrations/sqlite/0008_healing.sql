CREATE TABLE `vaultAwaited` (
	`user` text NOT NULL,
	`submissionId` text NOT NULL,
	`peer` text NOT NULL,
	`peerDevice` integer NOT NULL,
	`failed` text NOT NULL,
	`gatewayTimeMs` integer NOT NULL,
	`failures` integer NOT NULL,
	`reason` text NOT NULL,
	`untilMs` integer NOT NULL,
	PRIMARY KEY(`user`, `submissionId`),
	FOREIGN KEY (`user`) REFERENCES `vaultAccounts`(`user`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `vaultAwaited_peer` ON `vaultAwaited` (`peer`);--> statement-breakpoint
CREATE INDEX `vaultAwaited_end` ON `vaultAwaited` (`untilMs`);--> statement-breakpoint
CREATE TABLE `vaultSent` (
	`user` text NOT NULL,
	`device` integer NOT NULL,
	`submissionId` text NOT NULL,
	`peer` text NOT NULL,
	`sentAtMs` integer NOT NULL,
	`spoken` text NOT NULL,
	`resends` integer NOT NULL,
	`content` text NOT NULL,
	`epochKey` text NOT NULL,
	PRIMARY KEY(`user`, `device`, `submissionId`),
	FOREIGN KEY (`user`,`device`,`submissionId`) REFERENCES `submissions`(`senderUser`,`senderDevice`,`submissionId`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `vaultSent_pair` ON `vaultSent` (`user`,`peer`,`sentAtMs`);--> statement-breakpoint
CREATE INDEX `vaultSent_peer` ON `vaultSent` (`peer`);--> statement-breakpoint
CREATE TABLE `vaultTold` (
	`user` text NOT NULL,
	`peer` text NOT NULL,
	`identityKey` blob NOT NULL,
	PRIMARY KEY(`user`, `peer`),
	FOREIGN KEY (`user`) REFERENCES `vaultAccounts`(`user`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `vaultTold_peer` ON `vaultTold` (`peer`);