CREATE TABLE `reporters` (
	`reportedUser` text NOT NULL,
	`reporterHash` blob NOT NULL,
	`reportedParty` text,
	`lastAt` integer NOT NULL,
	PRIMARY KEY(`reportedUser`, `reporterHash`)
);
--> statement-breakpoint
CREATE INDEX `reporters_party` ON `reporters` (`reportedParty`,`reporterHash`);--> statement-breakpoint
CREATE INDEX `reporters_age` ON `reporters` (`lastAt`);--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`party` text NOT NULL,
	`reporter` text NOT NULL,
	`reportedUser` text NOT NULL,
	`reportedParty` text,
	`messages` integer NOT NULL,
	`receivedAt` integer NOT NULL,
	`digest` blob NOT NULL,
	`checked` blob NOT NULL,
	`sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reports_party` ON `reports` (`party`);--> statement-breakpoint
CREATE INDEX `reports_reporter` ON `reports` (`reporter`,`receivedAt`);--> statement-breakpoint
CREATE INDEX `reports_age` ON `reports` (`receivedAt`);