ALTER TABLE `events` ADD `about` text;--> statement-breakpoint
CREATE INDEX `events_about` ON `events` (`about`) WHERE about IS NOT NULL;