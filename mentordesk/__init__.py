"""MentorDesk: one window over one file for people who coordinate mentoring."""

VERSION = "0.1.0"
