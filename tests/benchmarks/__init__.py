"""What DESIGN promises about speed, measured side by side: read the ratios, not the seconds."""
