CREATE TABLE `invites` (
	`secretHash` blob PRIMARY KEY NOT NULL,
	`invite` text NOT NULL,
	`owner` text NOT NULL,
	`purposes` text NOT NULL,
	`usesLeft` integer NOT NULL,
	`expiresAt` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `invites_owner` ON `invites` (`owner`);--> statement-breakpoint
CREATE INDEX `invites_end` ON `invites` (`expiresAt`);--> statement-breakpoint
ALTER TABLE `requests` ADD `inviter` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `invite` text;--> statement-breakpoint
CREATE INDEX `requests_inviter` ON `requests` (`inviter`) WHERE inviter IS NOT NULL;