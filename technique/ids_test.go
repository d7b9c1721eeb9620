package technique

// techniqueIDs are the ids of all techniques.
func (c *Catalogue) techniqueIDs() []string {
	ids := make([]string, len(c.Techniques))
	for i := range c.Techniques {
		ids[i] = c.Techniques[i].ID
	}
	return ids
}

// strokeIDs are the ids of all strokes.
func (c *Catalogue) strokeIDs() []string {
	ids := make([]string, len(c.Strokes))
	for i := range c.Strokes {
		ids[i] = c.Strokes[i].ID
	}
	return ids
}
