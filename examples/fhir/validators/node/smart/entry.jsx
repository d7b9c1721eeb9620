import React from 'react';
import { createRoot } from 'react-dom/client';
import { SmartFormsRenderer, getResponse } from '@aehrc/smart-forms-renderer';
const q = await (await fetch('questionnaire.json')).json();
createRoot(document.getElementById('form')).render(<SmartFormsRenderer questionnaire={q} />);
window.answered = () => { const r = getResponse(); r.questionnaire = q.url + '|' + q.version; return r; };
document.body.dataset.ready = 'yes';
