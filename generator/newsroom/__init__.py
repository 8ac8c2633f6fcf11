"""The desk in the browser: `/_desk/` of `khabar serve`, where stories are found, written, tried and saved."""
