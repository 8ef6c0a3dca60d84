CREATE TABLE `auditCheckpoints` (
	`size` integer PRIMARY KEY NOT NULL,
	`note` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `auditEntries` (
	`entry` integer PRIMARY KEY NOT NULL,
	`leaf` blob NOT NULL,
	`hash` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `auditHead` (
	`id` integer PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`frontier` blob NOT NULL
);

--> statement-breakpoint
CREATE TRIGGER `auditEntries_update` BEFORE UPDATE ON `auditEntries` BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `auditEntries_delete` BEFORE DELETE ON `auditEntries` BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
