CREATE TABLE `erasedUsers` (
	`idHash` blob PRIMARY KEY NOT NULL,
	`party` text NOT NULL
) WITHOUT ROWID, STRICT;
