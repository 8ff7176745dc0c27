"""Escalates support tickets: clocks in business time, ladders of steps, and a receipt for every decision."""
