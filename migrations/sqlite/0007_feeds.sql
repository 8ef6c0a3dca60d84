CREATE TABLE `feeds` (
	`party` text PRIMARY KEY NOT NULL,
	`offered` integer NOT NULL,
	`reader` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `events` ADD `aside` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `events_aside` ON `events` (`party`) WHERE aside = 1;--> statement-breakpoint
INSERT INTO `feeds` (`party`, `offered`, `reader`) SELECT `party`, coalesce((SELECT `seq` FROM `sqlite_sequence` WHERE `name` = 'events'), 0), '' FROM `parties` WHERE `role` = 'core';
