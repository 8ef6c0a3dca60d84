CREATE TABLE `enforcement` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`party` text NOT NULL,
	`user` text,
	`step` text NOT NULL,
	`rule` text NOT NULL,
	`reason` text NOT NULL,
	`actor` text NOT NULL,
	`startedAt` integer NOT NULL,
	`endsAt` integer,
	`endedAt` integer,
	`ending` text,
	`appeal` text NOT NULL,
	`appealSealed` blob,
	`decision` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `enforcement_party` ON `enforcement` (`party`,`startedAt`);--> statement-breakpoint
CREATE INDEX `enforcement_user` ON `enforcement` (`user`);--> statement-breakpoint
CREATE INDEX `enforcement_due` ON `enforcement` (`endsAt`) WHERE endedAt IS NULL;--> statement-breakpoint
CREATE INDEX `enforcement_end` ON `enforcement` (`endedAt`);--> statement-breakpoint
CREATE TABLE `targets` (
	`party` text NOT NULL,
	`targetIndex` blob NOT NULL,
	`askedAt` integer NOT NULL,
	PRIMARY KEY(`party`, `targetIndex`)
);
--> statement-breakpoint
CREATE INDEX `targets_end` ON `targets` (`askedAt`);--> statement-breakpoint
CREATE TABLE `usage` (
	`party` text NOT NULL,
	`subject` blob NOT NULL,
	`dayStart` integer NOT NULL,
	`messages` integer NOT NULL,
	`bytes` integer NOT NULL,
	`targets` integer NOT NULL,
	PRIMARY KEY(`party`, `subject`, `dayStart`)
);
--> statement-breakpoint
CREATE INDEX `usage_end` ON `usage` (`dayStart`);--> statement-breakpoint
ALTER TABLE `users` ADD `suspended` integer DEFAULT 0 NOT NULL;