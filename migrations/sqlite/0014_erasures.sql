CREATE TABLE `erasures` (
	`number` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`hash` blob NOT NULL
);
