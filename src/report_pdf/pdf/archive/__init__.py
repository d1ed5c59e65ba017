"""The archive pass: a structure tree made anew, metadata, output intent, attachments; and the checks of the tree."""
