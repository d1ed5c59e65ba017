"""issue.yaml, or a manuscript and a folder, becomes an IssuePlan."""
