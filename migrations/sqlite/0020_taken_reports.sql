CREATE TABLE `takenReports` (
	`id` text PRIMARY KEY NOT NULL,
	`reporter` text NOT NULL,
	`receivedAt` integer NOT NULL,
	`digest` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `takenReports_reporter` ON `takenReports` (`reporter`,`receivedAt`);--> statement-breakpoint
CREATE INDEX `takenReports_age` ON `takenReports` (`receivedAt`);--> statement-breakpoint
INSERT INTO `takenReports` (`id`, `reporter`, `receivedAt`, `digest`) SELECT `id`, `reporter`, `receivedAt`, `digest` FROM `reports`;--> statement-breakpoint
ALTER TABLE `reports` DROP COLUMN `digest`;