CREATE TABLE `vaultAccounts` (
	`user` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`wrappedKey` blob NOT NULL,
	`state` blob NOT NULL,
	FOREIGN KEY (`user`) REFERENCES `users`(`user`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `vaultConversations` (
	`user` text NOT NULL,
	`peer` text NOT NULL,
	`version` integer NOT NULL,
	`state` blob NOT NULL,
	PRIMARY KEY(`user`, `peer`),
	FOREIGN KEY (`user`) REFERENCES `vaultAccounts`(`user`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `vaultConversations_peer` ON `vaultConversations` (`peer`);--> statement-breakpoint
CREATE TABLE `vaultPrekeys` (
	`user` text NOT NULL,
	`kind` text NOT NULL,
	`id` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`user`, `kind`, `id`),
	FOREIGN KEY (`user`) REFERENCES `vaultAccounts`(`user`) ON UPDATE no action ON DELETE cascade
);
