"""The window of Desktop Escalation."""
