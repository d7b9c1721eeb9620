package fhir

// Concept is a CodeableConcept.
type Concept struct {
	Coding []Coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

// Reference names a resource, or says who is meant.
type Reference struct {
	Reference string `json:"reference,omitempty"`
	Display   string `json:"display,omitempty"`
}

// Meta is what a server has to know of a resource.
type Meta struct {
	Security []Coding `json:"security,omitempty"`
}

// DetectedIssue is one rule that holds, or that an unsure answer leaves possible.
type DetectedIssue struct {
	ResourceType string       `json:"resourceType"`
	ID           string       `json:"id"`
	Meta         *Meta        `json:"meta,omitempty"`
	Extension    []Extension  `json:"extension,omitempty"` // where it holds
	Status       string       `json:"status"`              // final, or preliminary of what nobody is sure of
	Code         Concept      `json:"code"`                // the rule, and what it says
	Severity     string       `json:"severity"`
	Patient      Reference    `json:"patient"`
	Identified   string       `json:"identifiedDateTime"`
	Evidence     []Ground     `json:"evidence,omitempty"`
	Detail       string       `json:"detail,omitempty"` // why the rule exists, and its grade
	Mitigation   []Mitigation `json:"mitigation,omitempty"`
}

// Ground is the facts behind an issue.
type Ground struct {
	Code []Concept `json:"code"`
}

// Mitigation is what to do instead, or the clearance that covers a rule.
type Mitigation struct {
	Action Concept    `json:"action"`
	Date   string     `json:"date,omitempty"`
	Author *Reference `json:"author,omitempty"`
}

// GuidanceResponse is a decision as a whole, and what it still needs.
type GuidanceResponse struct {
	ResourceType string        `json:"resourceType"`
	ID           string        `json:"id"`
	Meta         *Meta         `json:"meta,omitempty"`
	Contained    []Parameters  `json:"contained"`
	Module       string        `json:"moduleCanonical"`
	Status       string        `json:"status"`
	Subject      Reference     `json:"subject"`
	Occurrence   string        `json:"occurrenceDateTime"`
	Output       Reference     `json:"outputParameters"`
	Requirement  []Requirement `json:"dataRequirement,omitempty"`
}

// Parameters are what was decided, by name.
type Parameters struct {
	ResourceType string      `json:"resourceType"`
	ID           string      `json:"id"`
	Parameter    []Parameter `json:"parameter"`
}

// Parameter is one of them.
type Parameter struct {
	Name      string      `json:"name"`
	Code      string      `json:"valueCode,omitempty"`
	Reference *Reference  `json:"valueReference,omitempty"`
	Part      []Parameter `json:"part,omitempty"`
}

// Requirement is a question whose answer can change what to do.
type Requirement struct {
	Type       string       `json:"type"`
	CodeFilter []CodeFilter `json:"codeFilter"`
}

// CodeFilter says by its code which fact is asked for.
type CodeFilter struct {
	Path string   `json:"path"`
	Code []Coding `json:"code"`
}

// Provenance says which rules decided, who verified it, and what was answered.
type Provenance struct {
	ResourceType string      `json:"resourceType"`
	ID           string      `json:"id"`
	Contained    []Device    `json:"contained"`
	Target       []Reference `json:"target"`
	Recorded     string      `json:"recorded"`
	Agent        []Agent     `json:"agent"`
	Entity       []Source    `json:"entity,omitempty"`
}

// Device is the rules that decided.
type Device struct {
	ResourceType string          `json:"resourceType"`
	ID           string          `json:"id"`
	Name         []DeviceName    `json:"deviceName"`
	Version      []DeviceVersion `json:"version"`
}

// DeviceName is what the rules are called.
type DeviceName struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// DeviceVersion is one of the two fingerprints of the rules.
type DeviceVersion struct {
	Type  Concept `json:"type"`
	Value string  `json:"value"`
}

// Agent is who took part in a decision.
type Agent struct {
	Type Concept   `json:"type"`
	Who  Reference `json:"who"`
}

// Source is what a decision rests on.
type Source struct {
	Role string    `json:"role"`
	What Reference `json:"what"`
}

// Bundle holds the resources of one decision.
type Bundle struct {
	ResourceType string        `json:"resourceType"`
	Type         string        `json:"type"`
	Timestamp    string        `json:"timestamp"`
	Entry        []BundleEntry `json:"entry"`
}

// BundleEntry is one of them, with its address.
type BundleEntry struct {
	FullURL  string `json:"fullUrl"`
	Resource any    `json:"resource"` // of this package
}
