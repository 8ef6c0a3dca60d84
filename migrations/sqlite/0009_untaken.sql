CREATE TABLE `untaken` (
	`event` integer PRIMARY KEY NOT NULL,
	`attempts` integer NOT NULL,
	`nextAtMs` integer NOT NULL,
	`deadSinceMs` integer,
	`reason` text NOT NULL,
	FOREIGN KEY (`event`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `untaken_dead` ON `untaken` (`deadSinceMs`) WHERE "deadSinceMs" IS NOT NULL;