CREATE TABLE `reportedMessages` (
	`contextHash` blob PRIMARY KEY NOT NULL,
	`reportedAt` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reportedMessages_age` ON `reportedMessages` (`reportedAt`);--> statement-breakpoint
ALTER TABLE `usage` ADD `enlistments` integer DEFAULT 0 NOT NULL;