"""What a coordinator can ask and do: plain functions, questions first, then changes. One file a concept."""
