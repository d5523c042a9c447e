"""What mentoring is: mapped values and pure rules. No files, clock, queries or Qt."""
