package screening

import (
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// sourceCodes are the codes of the clinical source and of its review, which corrects it, typed from
// there: a row for each condition. Behind them stands what each code leads to; with =yes it may
// propose it. The empty list is a code that leads to no fact.
var sourceCodes = []struct{ condition, codes, facts string }{
	{"cauda equina syndrome", "G83.4 192970008",
		"neuro.saddle_numbness neuro.bladder_change neuro.bowel_change neuro.sexual_numbness neuro.bilateral_leg"},
	{"lumbar disc prolapse", "M51.2 202708005", "disc.present=yes"},
	{"with radiculopathy; with sciatica", "M51.1 202735001 311804006", "disc.present=yes nerve.pattern"},
	{"intervertebral disc prolapse, any; cervical", "M50.2 73589001 240215009", "disc.present=yes"},
	{"disc with a sign of cord or cauda", "M51.0 M50.0", "disc.present=yes cond.cord_injury"},
	{"the same, the second of two codes", "G99.2", "cond.cord_injury"},
	{"Schmorl node", "M51.4", "disc.present disc.bulge_only"},
	{"lumbar radiculopathy", "M54.1 128196005", "nerve.pattern"},
	{"sciatica", "M54.3 23056005", "nerve.pattern"},
	{"lumbago with sciatica", "M54.4 202794004", "nerve.pattern back.present_pain back.phase"},
	{"low back pain, also chronic; backache", "M54.5 279039007 278860009 M54.9 161891005", "back.present_pain back.phase"},
	{"spasm of back muscles", "R25.2 203095000", ""},
	{"contracture, not spasm", "M62.4", ""},
	{"spinal stenosis", "M48.0 76107001", "cond.spinal_stenosis=yes"},
	{"spinal claudication", "240219003", "cond.spinal_stenosis=yes stenosis.walking"},
	{"spondylolisthesis", "M43.1 274152003", "cond.spondylolisthesis=yes"},
	{"spondylolysis", "M43.0", "cond.spondylolisthesis"},
	{"scoliosis", "M41 298382003", "cond.scoliosis=yes"},
	{"ankylosing spondylitis", "M45 9631008", "cond.axspa=yes"},
	{"osteomyelitis of vertebra; discitis", "M46.2 M46.3 M46.4 203241002 2304001", "cond.spinal_infection=yes"},
	{"tuberculosis of bones and joints", "A18.0", "cond.tb_bone=yes cond.tb_active"},
	{"the same, and by level", "M49.0 17653001 203265004 203264000 203263006", "cond.tb_bone=yes"},
	{"tuberculosis, active", "A15-A19", "cond.tb_active"},
	{"vertebral fracture; wedge fracture", "S22.0 S32.0 S12 S22.1 M48.5 50448004 314668006", "cond.vertebral_fracture=yes"},
	{"osteoporosis", "M81 64859006", "cond.osteoporosis=yes"},
	{"osteoporosis with fracture", "M80 443165006", "cond.osteoporosis=yes hx.fragility_fracture cond.vertebral_fracture"},
	{"malignant neoplasm of vertebra; of the cord", "C41.2 1157067003 C72.0", "cond.spinal_tumour=yes hx.cancer=yes"},
	{"secondary malignant neoplasm of bone", "C79.5 94222008", "cond.bone_metastasis=yes hx.cancer=yes"},
	{"any malignancy", "C00-C97 363346000", "hx.cancer=yes"},
	{"benign neoplasm of cord, meninges, vertebra", "D33.4 D32.1 D16.6", "cond.spinal_tumour=yes"},
	{"abscess; muscle abscess of back", "L02 L02.2 128477000 203021000", "skin.abscess"},
	{"cellulitis and abscess of back", "200658003", "skin.abscess skin.cellulitis"},
	{"cellulitis; erysipelas", "L03 L03.3 128045006 A46 44653001", "skin.cellulitis"},
	{"herpes zoster", "B02 4740000", "skin.shingles"},
	{"deep vein thrombosis; pulmonary embolism", "I80.2 I80.1 I80.3 I82 I26 128053003 59282003", "vasc.clot"},
	{"abdominal aortic aneurysm", "I71.3 I71.4 233985008", "vasc.aaa_known=yes"},
	{"other aneurysm", "I71.0-I71.2 I71.5-I71.9 Q87.4", "cond.vessel_fragile=yes"},
	{"dissection", "I71.0", "cond.vessel_fragile=yes sys.tearing_pain"},
	{"hypertension", "I10 38341003", "cond.hypertension=yes"},
	{"heart attack", "I21-I22 I25.2 22298006", "hx.mi"},
	{"heart failure", "I50 84114007", "cond.heart_failure=yes"},
	{"stroke; TIA", "I60-I64 G45 230690007", "hx.stroke"},
	{"haemophilia", "D66 28293008 D67 D68.0", "cond.bleeding_disorder=yes"},
	{"thrombocytopenia", "D69.6 302215000", "cond.bleeding_disorder sx.bleeding_signs"},
	{"long-term anticoagulant use", "Z92.1", "med.anticoagulant"},
	{"pregnancy", "Z33 77386006", "preg.status"},
	{"pre-eclampsia; eclampsia", "O14 O15 398254007 15938005", "preg.status preg.pe_signs"},
	{"threatened abortion", "O20.0 54048003", "preg.status preg.warning preg.bleeding"},
	{"ectopic pregnancy", "O00", "preg.status preg.warning"},
	{"diabetes mellitus", "E10-E14 73211009", "cond.diabetes=yes"},
	{"rheumatoid arthritis; lupus", "M05 M06 69896004 M32", "cond.ia_disease=yes"},
	{"fibromyalgia", "M79.7 203082005", "cond.fibromyalgia=yes"},
	{"psychotic, bipolar disorder; manic episode", "F20-F29 F31 F30 69322001 13746004", "psych.acute_severe psych.stable"},
	{"lymphoedema", "I89.0 I97.2 234097001", "cond.lymphoedema=yes"},
	{"whiplash", "S13.4 39848009", "trauma.recent trauma.whiplash"},
	{"urinary retention", "R33 267064002", "neuro.bladder_change"},
	{"faecal incontinence", "R15 72042002", "neuro.bowel_change"},
	{"delayed onset muscle pain", "M79.1 1296686009", ""},
	{"rhabdomyolysis; M62.8 is also the code of spasm", "T79.6 M62.8", "hx.rhabdo"},
	{"rhabdomyolysis, not settled", "240131006", ""},
	{"arteritis; polymyalgia", "M31.5 M31.6 M35.3", "sys.gca_signs"},
	{"kidney infection", "N10 45816000", "sys.flank_fever"},
	{"sickle cell disease", "D57", "cond.sickle_cell=yes sickle.crisis"},
	{"glaucoma; retina", "H40 H33", "cond.eye_pressure=yes"},
	{"Ehlers-Danlos", "Q79.6", "cond.hypermobility=yes cond.vessel_fragile"},
	{"Paget; brittle bone", "M88 Q78.0", "cond.bone_fragile=yes"},
	{"syrinx; Chiari", "G95.0 Q07.0", "cond.chiari=yes"},
	{"collapsed lung", "J93", "cond.chest_recent"},
	{"concussion", "S06.0", "trauma.recent trauma.head_knock trauma.head_symptoms trauma.concussion_now"},
	{"atrial fibrillation", "I48 49436004", "cond.heart_stable cond.unstable_heart"},
	{"post-viral fatigue", "G93.3 52702003", "cond.fatigue_illness"},
	{"vertigo", "H81", "sx.vertigo"},
	{"spondylosis", "8847002", ""},
	{"long-term anticoagulant use, US variant", "Z79.01", ""},
	{"US variants of codes above", "M54.50 M54.51 M54.59", "back.present_pain back.phase"},
	{"the same", "M48.06", "cond.spinal_stenosis=yes"},
	{"the same", "I82.4", "vasc.clot"},
	{"the same; spasm and rhabdomyolysis", "M62.830 M62.82", "hx.rhabdo"},
}

// systemOf tells a typed code's system: that of SNOMED CT is all digits.
func systemOf(code string) string {
	if code[0] >= '0' && code[0] <= '9' {
		return SNOMED
	}
	return ICD10
}

// licensed are the concepts of the source that the Global Patient Set of 2020 does not have: they come
// with the folder of a host that holds a licence.
var licensed = strings.Fields("311804006 240219003 17653001 203265004 203264000 203263006 314668006 1157067003 " +
	"203021000 200658003 203082005")

// The tables say what the source says of its codes, and more besides. Its review left two codes
// without a fact that the tables know more of.
func TestEveryCodeOfTheSourceIsAccountedFor(t *testing.T) {
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range sourceCodes {
		for code := range strings.FieldsSeq(row.codes) {
			last := code[strings.Index(code, "-")+1:] // of a range
			found, err := s.CodedFacts(systemOf(last), last)
			if err != nil {
				t.Errorf("%s %s: %v", row.condition, code, err)
			}
			var got []string
			for _, f := range found {
				name := f.Fact
				if f.Proposes {
					name += "=yes"
				}
				got = append(got, name)
			}
			if slices.Contains(licensed, code) {
				if len(got) > 0 {
					t.Errorf("%s %s ships without a licence", row.condition, code)
				}
				continue
			}
			for _, fact := range strings.Fields(row.facts) {
				if !slices.Contains(got, fact) {
					t.Errorf("%s %s: leads to %v, and not to %s", row.condition, code, got, fact)
				}
			}
			now := map[string]string{"8847002": "back.present_pain", "240131006": "hx.rhabdo"}[code]
			if row.facts == "" && strings.Join(got, " ") != now {
				t.Errorf("%s %s: leads to %v, want %q", row.condition, code, got, now)
			}
		}
	}
}

// The rule of the review: a code is history with a date. It never answers what holds for this
// visit only, or what is felt and seen now, and nothing of which yes would calm.
func TestCodesProposeOnlyWhatStays(t *testing.T) {
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	now := []string{"neuro", "sys", "sx", "pain", "back", "skin", "preg"}
	for _, f := range s.set.Facts() {
		group, _, _ := strings.Cut(f.Name, ".")
		for _, c := range f.Codes {
			if c.Proposes && (f.HoldsDays == 0 || slices.Contains(now, group)) {
				t.Errorf("%s proposes %s, which tells how somebody is now", c.Code, f.Name)
			}
			if c.Proposes && f.HoldsDays > 0 && (f.Kind != policy.YesNo || f.Risk != policy.RiskMore) {
				t.Errorf("%s proposes %s, of which yes is not the riskier answer", c.Code, f.Name)
			}
		}
	}
}
