CREATE TABLE `positions` (
	`party` text NOT NULL,
	`instance` text NOT NULL,
	`tokenHash` blob NOT NULL,
	`flights` text NOT NULL,
	`keepUntil` integer NOT NULL,
	PRIMARY KEY(`party`, `instance`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `positions_end` ON `positions` (`keepUntil`);--> statement-breakpoint
CREATE TABLE `traces` (
	`id` integer PRIMARY KEY NOT NULL,
	`recipientParty` text NOT NULL,
	`ending` text NOT NULL,
	`attempts` integer NOT NULL,
	`pushedAtMs` integer NOT NULL,
	`endedAtMs` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `traces_end` ON `traces` (`endedAtMs`);--> statement-breakpoint
ALTER TABLE `lanes` ADD `totalBytes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `mailbox` ADD `laneBytes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `mailbox_parked` ON `mailbox` (`recipientParty`) WHERE withheld = 2;--> statement-breakpoint
ALTER TABLE `parties` ADD `wakeUrl` text DEFAULT '' NOT NULL;